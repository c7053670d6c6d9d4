using System.Runtime.InteropServices;

namespace ImageSearch.Imaging.Native;

/// <summary>One reference to a GObject, given back when disposed. Counts itself, so that tests can see a leak.</summary>
internal class VipsObject() : SafeHandle(0, ownsHandle: true)
{
    private static int _live;

    /// <summary>References held at this moment in the whole process.</summary>
    public static int Live => Volatile.Read(ref _live);

    public override bool IsInvalid => handle == 0;

    /// <summary>The checkpoint behind every function that hands out an object: null becomes an exception, all else is counted.</summary>
    /// <exception cref="VipsException">The function failed.</exception>
    public static T Owned<T>(T candidate)
        where T : VipsObject
    {
        if (candidate.IsInvalid)
        {
            candidate.Dispose();
            throw VipsException.FromBuffer();
        }

        Interlocked.Increment(ref _live);
        return candidate;
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        Interlocked.Decrement(ref _live);
        return true;
    }
}
