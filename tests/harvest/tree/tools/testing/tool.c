int main(void)
{
	printk("NEVER part of the kernel\n");
}
