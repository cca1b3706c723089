struct statvfs_like {
	unsigned long f_bsize;
	unsigned long f_flag;
	int f_names[6];
};

int vfs_read(struct statvfs_like *vfs);
