#define dprintk(level, fmt, ...)			\
	do {						\
		if (debug >= (level))			\
			pr_debug("two: " fmt, ##__VA_ARGS__);	\
	} while (0)
#define DBG(x)	printk x
