/* pr_info("NEVER in a comment\n"); */
// pr_info("NEVER in a line comment\n");
// continued \
pr_info("NEVER in a continued line comment\n");
#include <linux/printk.h>

static const char *help = "use pr_info(NEVER) to print";
static const char *quote = "/* no comment \" "; /* NEVER " */

void comments(int a)
{
	char c = '"', d = '\'', e = '\\';

	pr_info("a slash /* in */ a text // of it\n");
	pr_info(/* before */ "between comments\n" /* behind */, a /* pr_err("NEVER inside"); */);
	seq_puts(m, "pr_info(\"NEVER in a string\\n\");");
	if (c == '"')
		pr_info("behind a quote character\n");
	if (c == '(' || c == '{')
		pr_info("behind a bracket character\n");
}
