/* Names that are made by ## and texts that are made by #. */
#include <linux/dev_printk.h>
#include "pasted.h"

static void pasted(struct gate *gate, struct door *door, int a)
{
	gate_err(gate, "does not open\n");
	gate_warn(gate, "creaks %d times\n", a);
	gate_printk(gate, info, "pasted here\n");
	door_err(door, "is locked\n");
	door_info_once(door, "has code %d\n", a);
	window_log(NOTICE, "is open\n");
	check(a < 10 && name != "x", "pasted");
}
