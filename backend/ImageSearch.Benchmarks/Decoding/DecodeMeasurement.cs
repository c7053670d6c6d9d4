using System.Diagnostics;

namespace ImageSearch.Benchmarks.Decoding;

/// <summary>Pictures a second, ours and NetVips's.</summary>
internal readonly record struct DecodeMeasurement(double Ours, double Theirs)
{
    /// <summary>The best of several rounds each, turn by turn: what else runs on the machine only ever makes a round slower.</summary>
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
        var started = Stopwatch.GetTimestamp();
        foreach (var path in paths)
            action(path);
        return paths.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
