namespace ImageSearch.Benchmarks.Decoding;

/// <summary>Pictures for each second of processor time, ours and NetVips's.</summary>
internal readonly record struct DecodeMeasurement(double Ours, double Theirs)
{
    // Long beside the clock's resolution.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The best of several rounds each, turn by turn. One thread's processor time is its time on an idle machine, and on a busy one it
    /// suffers less than the time on the wall.
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
