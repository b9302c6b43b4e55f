/* wires.h - what the program and zhanggui-wires say to each other (lines of device/helperline.h). The helper holds
 * every serial line and keyboard-like device, each in a process of its own: what hangs in open, read, write or close
 * hangs alone. It runs as a child of the till, or on a till PC behind a socket that ssh forwards; the lines are the
 * same.
 *
 * To the helper:
 *   open NAME KIND PROTOCOL WHERE OPTIONS  take this device (words of model/device.h); a NAME that is open with other
 *                                          words is closed first, with the same words this asks for its state again
 *   close NAME
 *   write NAME LEFT BASE64                 bytes for the device; dropped whole if they could not begin to leave within
 *                                          LEFT milliseconds (0: no end)
 *   raw NAME on|off                        tell also what arrives, byte by byte, before it is decoded
 *   find                                   tell what there is: `found` lines, then `found-all`
 *   till CODE                              who asks, first of all, to a helper that listens
 *   ping N
 * From the helper:
 *   hello zhanggui-wires PROTOCOL VERSION
 *   state NAME STATE DETAIL                a word of DEVICE_STATES; DETAIL is for the log, never needed
 *   read NAME scan TEXT                    a code: UTF-8 without control characters but GS (0x1D). A GS at the very
 *                                          beginning says that it is a GS1 element string (the scanner told so)
 *   read NAME card KEY                     a shop's card
 *   read NAME bank                         a payment card was swiped; nothing of it was kept
 *   read NAME bad                          a card was swiped that could not be read
 *   read NAME record UID HEX               what a chip card carries, just before the card itself is told
 *   read NAME random, two, left            chip cards: one without a number of its own, more than one, none any more
 *   read NAME answer ID END                of a chip card reader, to a request written to it (device/nfc.h)
 *   read NAME KIND VALUE...                other kinds are of other codecs (a scale's weight)
 *   raw NAME BASE64
 *   found KIND WHERE WORDS
 *   found-all
 *   taken CODE                             another till has the devices: the line is closed
 *   pong N
 *
 * WHERE is "path:PATH" or, for a helper that listens on a socket, "name:NAME": the paths of a till PC are in a file of
 * its own, so that who reaches the socket opens its devices and nothing else. */
#ifndef DEVICE_WIRES_H
#define DEVICE_WIRES_H

#define WIRES_HELPER "zhanggui-wires"
#define WIRES_PATH "path:"
#define WIRES_NAME "name:"
#define WIRES_WRITE_MAX 4096 /* bytes of one write */

#endif
