using ImageSearch.Engine.Embedding;
using ImageSearch.Engine.Embedding.Inference;

namespace ImageSearch.Tests.Embedding;

public class PixelNormalizerTests
{
    private static readonly ImagePreprocessing Preprocessing = new(2, 2, new ChannelValues(0, 0.5f, 1), new ChannelValues(1, 0.5f, 2));

    // two pixels above two, each red, green, blue
    private static readonly byte[] Pixels = [0, 0, 0, 255, 255, 255, 51, 102, 153, 1, 2, 3];

    [Test]
    public void Write_Nchw_PutsPlanesBehindEachOther()
    {
        var tensor = Write(TensorLayout.Nchw);

        Assert.That(tensor[..4], Is.EqualTo(new[] { 0, 1, 0.2f, 1 / 255f }).Within(1e-6));
        Assert.That(tensor[4..8], Is.EqualTo(new[] { -1, 1, -0.2f, ((2 / 255f) - 0.5f) / 0.5f }).Within(1e-6));
        Assert.That(tensor[8..], Is.EqualTo(new[] { -0.5f, 0, -0.2f, ((3 / 255f) - 1) / 2 }).Within(1e-6));
    }

    [Test]
    public void Write_Nhwc_KeepsPixelsTogether()
    {
        var tensor = Write(TensorLayout.Nhwc);

        Assert.That(tensor[..3], Is.EqualTo(new[] { 0, -1, -0.5f }).Within(1e-6));
        Assert.That(tensor[6..9], Is.EqualTo(new[] { 0.2f, -0.2f, -0.2f }).Within(1e-6));
    }

    private static float[] Write(TensorLayout layout)
    {
        var tensor = new float[Pixels.Length];
        new PixelNormalizer(Preprocessing, layout).Write(Pixels, tensor);
        return tensor;
    }
}
