/* `dprintk`, `err` and `DBG` mean something else in each file. */
#include <linux/printk.h>

#define dprintk(fmt, args...)	printk(KERN_DEBUG "one: " fmt, ##args)
#define err(fmt, ...)		pr_err("one: error: " fmt, ##__VA_ARGS__)
#define DBG			if (debug) printk

static void one(int a)
{
	dprintk("dprintk of one %d\n", a);
	err("err of one\n");
	DBG("DBG of one\n");
}
