#include "new.h"

void file_stat(struct file_info *info)
{
	info->mode = 0644;
	info->size = 4096;
	info->links = 2;
}
