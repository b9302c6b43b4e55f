# A short day of trading at the demo shop, one till command a line.
sign-on 1008 2468
shift-open 500
# A basket for cash: two articles, one of them twice, a weighed one by its label.
scan 6924591500241
enter 2*6924591500272
scan 2101234011324
cash 100
# A discount within the cashier's limit, paid by card and the rest in cash.
scan 6951617500220
discount 5 1 2
pay
tender 2 5 SLIP0001
cash
# Goods come back from the first sale.
return 01-1-000002
return-line 2 1
pay
reason 2
cash
# The end of the shift: counted unseen, then closed.
count 558.30
z-report
sign-off
