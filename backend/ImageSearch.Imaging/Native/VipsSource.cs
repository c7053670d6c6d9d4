using Microsoft.Win32.SafeHandles;

namespace ImageSearch.Imaging.Native;

/// <summary>Bytes that a loader reads: an open file or memory. Never a name, in which libvips would look for "[options]".</summary>
internal sealed class VipsSource : VipsObject
{
    /// <summary>Reads from the start of the file; the descriptor is duplicated, so the file may be closed at any time.</summary>
    public static VipsSource FromFile(SafeFileHandle file)
    {
        VipsLibrary.EnsureStarted();
        return Owned(VipsNative.vips_source_new_from_descriptor(file));
    }

    /// <summary>The memory must stay pinned until everything that was loaded from it is disposed.</summary>
    public static unsafe VipsSource FromPinned(void* data, int length)
    {
        VipsLibrary.EnsureStarted();
        return Owned(VipsNative.vips_source_new_from_memory(data, (nuint)length));
    }
}
