/* Calls of wrappers. */
#include <linux/printk.h>
#include "log.h"

static void use(struct lamp *lamp, struct device *dev, int a)
{
	lamp_log(lamp, KERN_WARNING, "a function of a function\n");
	lamp_err(lamp, "a macro of a function, code %d\n", a);
	lamp_info(lamp, "a named rest, empty\n");
	lamp_opt(lamp, "an optional rest\n");
	lamp_opt(lamp, "an optional rest, code %d\n", a);
	lamp_fail(lamp, "a macro of a macro, code %d\n", a);
	lamp_fault(lamp, "between prefix and suffix %d", a);
	lamp_dev(dev, "of a device %d\n", a);
	lamp_buffered("through a buffer %d", a);
	lamp_allocated("through memory %d", a);
	lamp_headed(1, "behind a head %d", a);
	lamp_emit(dev, LOGLEVEL_ERR, "with a number for a level %d\n", a);
	lamp_probe(dev, a, "at two levels %d\n", a);
	lamp_maybe("by a function that may be empty %d\n", a);
	lamp_inline(KERN_ERR "through a header's function %d\n", a);
}
