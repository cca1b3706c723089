struct statvfs_like {
	unsigned long f_bsize;
	unsigned long f_flag;
	unsigned int f_type;
	int __f_spare[5];
};

int vfs_read(struct statvfs_like *vfs);
