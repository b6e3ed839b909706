static inline void in_header(void)
{
	pr_info("prefix of the file that includes\n");
}
