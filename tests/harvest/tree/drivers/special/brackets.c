/* Arguments with their brackets: `printk x`. */
#include <linux/printk.h>

#define D(level, x)	do { if (debug >= level) printk x; } while (0)
#define TRACE(format)	printk format

static void brackets(int a)
{
	D(1, (KERN_DEBUG "brackets: %d\n", a));
	D(2, ("brackets: no level, %s\n", a ? "NEVER" : ""));
	TRACE((KERN_INFO "brackets: a comma, in the text\n"));
}
