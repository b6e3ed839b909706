/* How a text is written. */
#include <linux/printk.h>

#define UNIT		"ms"
#define LIMIT_TEXT	"limit " UNIT
#define STRINGIFY_1(x)	#x
#define STRINGIFY(x)	STRINGIFY_1(x)
#define REVISION	42

static const char version[] = "strings: version 1.0";
static const char version_line[] __initconst = KERN_INFO "strings: a line of an array\n";
static const char * const greeting = "strings: a pointer's text\n";

void strings(int a, bool urgent)
{
	const char *fmt = "strings: a variable of %d\n";
	char *choice;

	pr_info("pieces "
		"over "		/* with a comment */
		"lines\n");
	pr_info("a tab\there, a quote \"q\", a backslash \\, octal \101, hexadecimal \x42, a bell\a\n");
	pr_info("\033[1mbold\033[0m \033[31m%d\n", a);
	pr_info("backslash at the end\
 of a line\n");
	pr_info("waits " PRIu_UNKNOWN_NEVER "\n");
	pr_info("waits %d " UNIT ", " LIMIT_TEXT "\n", a);
	pr_info("revision " STRINGIFY(REVISION) "\n");
	pr_info(urgent ? "chosen: yes %d\n" : "chosen: no %d\n", a);
	pr_info(urgent ? "one of " "three\n" : a ? "two of three\n" : "three of three\n");
	pr_info("inner %s\n", urgent ? "NEVER one" : "NEVER two");
	pr_info(("in brackets\n"));
	printk((const char *)"after a cast\n");
	printk(version);
	printk(version_line);
	printk(greeting);
	printk(fmt, a);
	if (urgent)
		choice = "strings: assigned first\n";
	else
		choice = "strings: assigned second\n";
	printk(choice);
	pr_info ("a blank before the bracket\n");
	pr_info
		("a line before the bracket\n");
	pr_info("unicode \303\244 ä\n");
	pr_info("100%% of %*.*s\n", a, a, version);
}

void other(const char *fmt)
{
	printk(fmt);
}
