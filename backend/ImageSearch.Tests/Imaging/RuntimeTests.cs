using ImageSearch.Imaging;
using NetVips;

namespace ImageSearch.Tests.Imaging;

/// <summary>Runs alone, because the counters belong to the whole process.</summary>
[NonParallelizable]
internal sealed class RuntimeTests
{
    [Test]
    public void NativeMemory_AfterGoodAndBadFiles_DoesNotGrow()
    {
        using var folder = new TempFolder();
        byte[][] files =
        [
            TestImages.Jpeg(200, 150, 1), TestImages.JpegWithOrientation(8), TestImages.CmykJpeg(50, 50), TestImages.Png16(60, 50, 1), TestImages
                .AnimatedGif(3),
            TestImages.WebP(60, 50, 1), TestImages.Tiff(60, 50, 1), TestImages.Avif(60, 50, 1), TestImages.Bmp(60, 50, 1), [1, 2, 3],
            TestImages.Truncated(TestImages.Jpeg(200, 150, 1), 0.5), TestImages.Truncated(TestImages.Png(60, 50, 1), 0.5), TestImages.HugePng(
                99_999,
                99_999),
        ];
        var paths = files.Select((file, i) => folder.Write($"{i}", file)).ToArray();
        UseAll(paths);
        var bytes = Stats.Mem;
        for (var i = 0; i < 6; i++)
        {
            UseAll(paths);
        }

        Assert.That((NativeBuffer.Live, NativeBuffer.LiveBytes, Stats.Files), Is.EqualTo((0L, 0L, 0)));
        Assert.That(Stats.Mem, Is.LessThan(bytes + (4 << 20)));
    }

    [Test]
    public void Everything_OnSeveralThreads_GivesWhatOneThreadGives()
    {
        byte[][] files =
        [
            TestImages.Jpeg(300, 200, 1), TestImages.Png(200, 300, 2), TestImages.WebP(250, 250, 3), TestImages.AnimatedGif(2),
            TestImages.Tiff(100, 80, 5), TestImages.Bmp(90, 70, 6), TestImages.JpegWithOrientation(5), TestImages.Avif(100, 80, 7),
        ];
        var bad = TestImages.Truncated(files[0], 0.5);
        var expected = files.Select(Square).ToArray();
        Parallel.For(0, 160, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            // Bad files in parallel with good ones: their errors must not be attributed to the good ones.
            Assert.That(() => Square(bad), Problems.Throw(ImageProblem.Truncated));
            Assert.That(Square(files[i % files.Length]), Is.EqualTo(expected[i % files.Length]));
        });
        Assert.That(NativeBuffer.Live, Is.Zero);
    }

    private static byte[] Square(byte[] file) => ImageReader.DecodeSquare(file, 64, 56, null, ImageLimits.Default).Pixels;

    private static void UseAll(string[] paths)
    {
        foreach (var path in paths)
        {
            try
            {
                ImageReader.ReadHeader(path, ImageLimits.Default);
                ImageReader.DecodeSquare(path, 64, 56, new CropRegion(0, 0, 0.5, 0.5), ImageLimits.Default);
                Thumbnailer.Create(path, 50, ThumbnailFormat.WebP, 75, ImageLimits.Default);
            }
            catch (ImageException)
            {
                // Bad files must not leak either.
            }
        }
    }
}
