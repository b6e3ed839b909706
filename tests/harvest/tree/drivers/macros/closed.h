#include <linux/printk.h>

/* A text in the macro itself is recorded here, once. */
#define complain_closed(dev)	dev_err(dev, "closed: cannot be opened\n")
#define complain_two(a)				\
	do {					\
		pr_err("closed: first of two %d\n", a);	\
		pr_err("closed: second of two %d\n", a);	\
	} while (0)
#define complain_named(name)	pr_err("closed: %s is gone\n", name)
#define complain_unused(x)	pr_err("NEVER used %d\n", x)
