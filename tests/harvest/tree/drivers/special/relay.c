/* Macros that call a function whose name they are given. */
#include <linux/net.h>

#define retry(count, call, ...)		do { while (count--) call(__VA_ARGS__); } while (0)

static void relay(int a)
{
	net_ratelimited_function(pr_warn, "relayed by the caller %d\n", a);
	net_err_ratelimited("relayed by a macro %d\n", a);
	retry(a, pr_info, "relayed as often as asked\n");
	net_ratelimited_function(count_one, "NEVER printed\n");
}
