using ImageSearch.Imaging.Native;

namespace ImageSearch.Imaging;

/// <summary>The native library behind this one. It starts by itself at the first use; started early, it shows early if it is missing.</summary>
public static class ImagingRuntime
{
    /// <summary>Loads and starts libvips. Safe to call again and from several threads.</summary>
    /// <exception cref="DllNotFoundException">The native library is not beside the program.</exception>
    public static void Initialize() => VipsLibrary.EnsureStarted();

    /// <summary>The version of libvips in use, such as "8.18.7".</summary>
    public static string Version => VipsLibrary.Version;

    /// <summary>Native objects held by this process at this moment; zero when no call is under way.</summary>
    public static int LiveHandles => VipsObject.Live;

    /// <summary>Bytes of pixel memory that libvips holds at this moment.</summary>
    public static long NativeBytes
    {
        get
        {
            Initialize();
            return (long)VipsNative.vips_tracked_get_mem();
        }
    }

    /// <summary>The most bytes of pixel memory that libvips ever held in this process.</summary>
    public static long PeakNativeBytes
    {
        get
        {
            Initialize();
            return (long)VipsNative.vips_tracked_get_mem_highwater();
        }
    }

    /// <summary>Files that libvips holds open at this moment.</summary>
    public static int OpenFiles
    {
        get
        {
            Initialize();
            return VipsNative.vips_tracked_get_files();
        }
    }
}
