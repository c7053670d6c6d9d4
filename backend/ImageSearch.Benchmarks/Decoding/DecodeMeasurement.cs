namespace ImageSearch.Benchmarks.Decoding;

/// <summary>Pictures per second of processor time, for this product and for NetVips.</summary>
internal readonly record struct DecodeMeasurement(double Ours, double Theirs)
{
    // Long compared with the clock's resolution.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Measures several rounds of each in turn and keeps the best. It counts the processor time of one thread, which a busy machine affects
    /// less than wall-clock time.
    /// </summary>
    public static DecodeMeasurement Of(DecodeWork work, IReadOnlyList<string> paths, int rounds)
    {
        NetVips.NetVips.Concurrency = 1;
        NetVips.Cache.Max = 0;
        var (ours, theirs) = (0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            ours = Math.Max(ours, Rate(work.Ours, paths));
            theirs = Math.Max(theirs, Rate(work.Theirs, paths));
        }

        return new DecodeMeasurement(ours, theirs);
    }

    private static double Rate(Action<string> action, IReadOnlyList<string> paths)
    {
        var (started, pictures) = (Environment.CpuUsage.TotalTime, 0);
        TimeSpan taken;
        do
        {
            foreach (var path in paths)
                action(path);
            pictures += paths.Count;
            taken = Environment.CpuUsage.TotalTime - started;
        }
        while (taken < Least);
        return pictures / taken.TotalSeconds;
    }
}
