using NetVips;

namespace ImageSearch.Imaging.Decoding;

/// <summary>libvips, started once in the process, with every part turned off that is not needed.</summary>
internal static class Vips
{
    // The allowed loader classes; everything else that this build of libvips can open (SVG, PDF, its own format, raw data ...) stays
    // blocked.
    private static readonly string[] Allowed = ["VipsForeignLoadTiff", "VipsForeignLoadHeif", "VipsForeignLoadJpeg", "VipsForeignLoadPng"];

    private static readonly Lazy<bool> Started = new(Start);

    /// <exception cref="DllNotFoundException">The native library is not beside the program.</exception>
    public static void EnsureStarted() => _ = Started.Value;

    /// <summary>Opens a file with the one loader for its format, so that libvips does not guess the format itself.</summary>
    /// <param name="format">The format, detected from the content.</param>
    /// <param name="source">Must outlive the image.</param>
    /// <param name="failOn">The damage that is an error.</param>
    /// <param name="shrink">1, 2, 4 or 8: the factor by which a JPEG is shrunk while it is decoded.</param>
    /// <exception cref="VipsException">The file is incomplete or damaged.</exception>
    public static Image Load(ImageFormat format, Source source, Enums.FailOn failOn, int shrink = 1)
    {
        const Enums.Access Access = Enums.Access.Sequential;
        EnsureStarted();
        return format switch
        {
            ImageFormat.Tiff => Image.TiffloadSource(source, access: Access, failOn: failOn),
            ImageFormat.Avif => Image.HeifloadSource(source, access: Access, failOn: failOn),
            ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: shrink, access: Access, failOn: failOn),
            ImageFormat.Png => Image.PngloadSource(source, access: Access, failOn: failOn),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
    }

    private static bool Start()
    {
        if (!ModuleInitializer.VipsInitialized)
        {
            throw new DllNotFoundException("libvips could not be started", ModuleInitializer.Exception);
        }

        // The callers work in parallel, one picture for each thread; and no result is needed twice, so nothing is cached.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;

        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in Allowed)
        {
            Operation.Block(loader, false);
        }

        // No message that a hostile file causes may reach the terminal.
        foreach (var domain in (string[])["VIPS", "GLib", "GLib-GObject"])
        {
            Log.SetLogHandler(domain, Enums.LogLevelFlags.All, (_, _, _) => { });
        }

        return true;
    }
}
