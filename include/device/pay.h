/* pay.h - what the program and zhanggui-pay say to each other, and what zhanggui-pay and a payment provider's program
 * say (both lines of device/helperline.h). ID is the till's number of a payment, made before it is asked for the
 * first time; AMOUNT is in minor units; CODE is the customer's payment code, "" when he pays at a terminal.
 *
 * To the helper:
 *   gateway ADDRESS PATIENCE TERMINAL  where the provider's program listens: "HOST:PORT" or a socket's path; after
 *                                      PATIENCE ms without an answer it is asked what became of a payment
 *   charge ID AMOUNT CODE
 *   query ID                           what became of it; when nobody knows of it, it is taken back for good
 *   reverse ID                         it is to be taken back, whether it was taken or not
 *   refund ID AMOUNT PAYMENT REFERENCE part of a payment that was taken is to be given back; ID is its own
 *   ping N
 * From the helper:
 *   hello zhanggui-pay PROTOCOL VERSION
 *   state connected|down DETAIL
 *   waiting ID                         the customer is still at it
 *   taken ID REFERENCE                 these end a payment: the helper forgets it
 *   refused ID WHY
 *   unsent ID                          it never left: nothing was charged
 *   reversed ID                        it was not taken, or was taken back, and never will be taken
 *   kept ID REFERENCE                  it was taken and cannot be taken back
 *   refunded ID REFERENCE              it was given back; or refused as above
 *   pong N
 *
 * To the provider's program (man/zhanggui-pay.8 is its contract):
 *   hello zhanggui 1 TERMINAL, charge ID AMOUNT CODE, query ID, reverse ID, refund ID AMOUNT PAYMENT REFERENCE
 * From it:
 *   hello NAME 1, taken, refused, waiting, reversed, kept, refunded as above, none ID (no such payment) */
#ifndef DEVICE_PAY_H
#define DEVICE_PAY_H

#define PAY_HELPER "zhanggui-pay"
#define PAY_GATEWAY_PROTOCOL "1"
#define PAY_ADDRESS_MAX 120
#define PAY_CODE_TEXT_MAX 64 /* of a payment code and of a reference, bytes */
#define PAY_OPEN_MAX 64      /* payments that are asked for at once */

#endif
