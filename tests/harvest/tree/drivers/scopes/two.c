#include <linux/printk.h>
#include "two.h"

#define err	pr_crit

static void two(struct device *dev, int a)
{
	dprintk(2, "dprintk of two %d\n", a);
	err("err of two\n");
	DBG((KERN_INFO "DBG of two\n"));
}

static void warn(const char *fmt, ...)
{
}

static void local(void)
{
	warn("NEVER printed by a local function\n");
}
