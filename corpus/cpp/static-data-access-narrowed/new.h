class limits {
public:
    static int least();

private:
    static int most;
};
