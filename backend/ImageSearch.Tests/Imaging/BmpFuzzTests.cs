using ImageSearch.Imaging;

namespace ImageSearch.Tests.Imaging;

internal sealed class BmpFuzzTests
{
    private static readonly ImageLimits Limits = new() { MaxPixels = 1_000_000 };
    private static readonly byte[] Code = [3, 1, 0, 0, 0, 3, 3, 2, 1, 0, 0, 2, 1, 1, 2, 3, 0, 0, 5, 2, 0, 1];

    private static IEnumerable<TestCaseData> Files()
    {
        TestCaseData Case(string name, byte[] file) => new TestCaseData(file).SetArgDisplayNames(name);

        foreach (var bits in (int[])[1, 4, 8, 16, 24, 32])
        {
            yield return Case($"{bits}", BmpFiles.File(BmpFiles.Info(9, 7, bits), new byte[bits <= 8 ? 4 << bits : 0], new byte[300]));
        }

        yield return Case("Rle8", BmpFiles.File(BmpFiles.Info(9, 7, 8, 1), new byte[1024], Code));
        yield return Case("Rle4", BmpFiles.File(BmpFiles.Info(9, 7, 4, 2), new byte[64], Code));
        yield return Case("Masks", BmpFiles.File(BmpFiles.Info(9, 7, 32, 3), [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0], new byte[300]));
        yield return Case("Os2", BmpFiles.File([12, 0, 0, 0, 9, 0, 7, 0, 1, 0, 8, 0], new byte[768], new byte[300]));
    }

    [TestCaseSource(nameof(Files))]
    public void Decode_Damaged_GivesAPictureOrAProblem(byte[] file)
    {
        var random = new Random(7);
        var (pictures, problems) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            try
            {
                ImageReader.Decode(Mutation.Of(file, random), Limits);
                pictures++;
            }
            catch (ImageException)
            {
                problems++;
            }
        }

        // Both outcomes must occur, otherwise the damage is not effective.
        Assert.That(pictures, Is.Positive);
        Assert.That(problems, Is.Positive);
    }
}
