using ImageSearch.Tests.Imaging;

namespace ImageSearch.Benchmarks.Import;

/// <summary>Distinct JPEG files of about 25 KB in folders of a thousand: the same picture, followed by different bytes.</summary>
internal static class ImportFiles
{
    private const int PerFolder = 1000;
    private const int Pictures = 16;

    public static void Fill(string folder, int files, CancellationToken cancellationToken)
    {
        var pictures = Enumerable.Range(0, Pictures).Select(seed => TestImages.Jpeg(640, 480, seed, quality: 90)).ToArray();
        for (var i = 0; i < files; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, $"{i / PerFolder:D3}", $"picture-{i:D6}.jpg");
            if (File.Exists(path))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, [.. pictures[i % Pictures], .. BitConverter.GetBytes(i)]);
        }
    }
}
