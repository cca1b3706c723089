struct statvfs_like {
	unsigned long f_bsize;
	unsigned long f_flag;
	int __f_spare[6];
};

int vfs_read(struct statvfs_like *vfs);
