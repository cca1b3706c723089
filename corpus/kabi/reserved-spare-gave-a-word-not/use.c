#include "old.h"

int main(void)
{
	struct statvfs_like vfs = { 0 };

	vfs_read(&vfs);
	return vfs.f_names[0] == 7 ? 0 : 1;
}
