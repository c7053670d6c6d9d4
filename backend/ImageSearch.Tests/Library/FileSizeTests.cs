using ImageSearch.Engine.Pictures;

namespace ImageSearch.Tests.Library;

public class FileSizeTests
{
    [TestCase(0, "0 bytes")]
    [TestCase(1023, "1023 bytes")]
    [TestCase(1024, "1 KiB")]
    [TestCase(1536, "1.5 KiB")]
    [TestCase(16L << 20, "16 MiB")]
    [TestCase((64L << 20) + 1, "64 MiB")]
    [TestCase(3L << 30, "3 GiB")]
    [TestCase(5000L << 40, "5000 TiB")]
    public void Describe_Bytes_ReadsLikeASize(long bytes, string expected) => Assert.That(FileSize.Describe(bytes), Is.EqualTo(expected));
}
