void boot(void)
{
	pr_info("NEVER part of the kernel\n");
}
