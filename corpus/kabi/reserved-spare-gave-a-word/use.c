#include "old.h"

int main(void)
{
	struct statvfs_like vfs;

	vfs_read(&vfs);
	return vfs.f_flag == 2 ? 0 : 1;
}
