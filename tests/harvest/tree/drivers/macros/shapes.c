/* Macros of odd shapes. */
#include <linux/printk.h>

#define plain_name		pr_info
#define over_lines(fmt,		/* the format */	\
		   ...)					\
	pr_info("shapes: " fmt,				\
		##__VA_ARGS__)
#define with_if(fmt, a...)	if (verbose) printk(KERN_INFO fmt, ## a)
#define nested_calls(fmt, ...)	plain_name(fmt, wrap(__VA_ARGS__))
#define recursive(fmt)		recursive(fmt)
#define ping(fmt)		pong(fmt)
#define pong(fmt)		do { ping(fmt); pr_info("pong: " fmt); } while (0)
#define empty(fmt, ...)		do { } while (0)
#define gone(fmt, ...)		no_printk(KERN_DEBUG fmt, ##__VA_ARGS__)
#define choose(fmt, ...)	(urgent ? pr_err("urgent: " fmt, ##__VA_ARGS__) : pr_info(fmt, ##__VA_ARGS__))

static void shapes(int a)
{
	plain_name("by another name\n");
	over_lines("macro over lines %d\n", a);
	with_if("behind a condition\n");
	nested_calls("with a call for an argument %d\n", a);
	recursive("NEVER ends\n");
	ping("round and round\n");
	empty("NEVER printed\n");
	gone("NEVER printed, only compiled\n");
	choose("either way %d\n", a);
}
