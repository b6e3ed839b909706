/* How a function's head can look; what a call outside of any function is. */
#include <linux/printk.h>

SYSCALL_DEFINE2(wink, int, one, int, other)
{
	pr_info("a system call\n");
	return 0;
}

static void same_line(void) {
	pr_info("brace on the line of the head\n");
}

static __always_inline __attribute__((format(printf, 1, 2)))
struct thing *
long_head(int (*callback)(int, void *),
	  void *data)
{
	pr_info("a head of many lines\n");
	return NULL;
}

__setup("wink=", setup_wink);

static int __init setup_wink(char *text)
{
	struct pair p = {
		.a = 1,
	};

	pr_info("behind an initialiser\n");
	return 1;
}
module_init(setup_wink);

static struct operations ops = {
	.open = same_line,
};
