using ImageSearch.Engine.Embedding;

namespace ImageSearch.Tests.Embedding;

/// <summary>One picture that fails must never make others fail.</summary>
public class OnnxEmbedderFailureTests : EmbeddingFixture
{
    [TestCase(null)]
    [TestCase(4)]
    public async Task EmbedAsync_ModelFailsOnOnePicture_OthersOfTheBatchSucceed(int? fixedBatch)
    {
        var embedder = await OpenAsync(OddModels.FailingOnWhite(Folder, fixedBatch), configure: options => options.BatchSize = 4);

        var pictures = new[] { SyntheticPictures.Grey, SyntheticPictures.White, SyntheticPictures.Black, SyntheticPictures.Grey };
        for (var round = 0; round < 8; round++)
        {
            var tasks = pictures.Select(picture => VectorAsync(embedder, picture)).ToArray();
            await Task.WhenAll(tasks.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));

            Assert.That(tasks.Select(task => task.IsCompletedSuccessfully), Is.EqualTo(new[] { true, false, true, true }));
            Assert.That(tasks[1].Exception!.InnerException, Is.TypeOf<EmbeddingException>());
            Assert.That(await tasks[0], Is.EqualTo(new[] { 0.6f, 0.8f }).Within(1e-6));
        }
    }

    [Test]
    public async Task EmbedAsync_VectorOfZeros_SaysSo()
    {
        var embedder = await OpenAsync(OddModels.ZeroOnBlack(Folder));

        Assert.That(() => VectorAsync(embedder, SyntheticPictures.Black), Throws.TypeOf<EmbeddingException>().With.Message.Contains("zero"));
        Assert.That(await VectorAsync(embedder, SyntheticPictures.White), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task EmbedAsync_VectorNotANumber_SaysSo()
    {
        var embedder = await OpenAsync(OddModels.NotANumberOnBlack(Folder));

        Assert.That(
            () => VectorAsync(embedder, SyntheticPictures.Black), Throws.TypeOf<EmbeddingException>().With.Message.Contains("not a number"));
        Assert.That(await VectorAsync(embedder, SyntheticPictures.White), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task EmbedAsync_DecoderFails_ThrowsItsErrorAndGoesOn()
    {
        var embedder = await OpenAsync(decoder: (path, resize, crop, region) => path == "broken"
            ? throw new InvalidDataException("cut off")
            : SyntheticPictures.Decode(path, resize, crop, region));

        // more failures than there is room for: each must release its place
        for (var i = 0; i < 50; i++)
            Assert.That(() => VectorAsync(embedder, "broken"), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo("cut off"));
        Assert.That(await VectorAsync(embedder, "fine"), Has.Length.EqualTo(32));
    }

    [Test]
    public async Task WarmUpAsync_ModelWithoutVectors_ThrowsModelException()
    {
        var embedder = await OpenAsync(TestModels.WriteZeros(Folder));

        Assert.That(
            () => embedder.WarmUpAsync(CancellationToken.None), Throws.TypeOf<ModelException>().With.Message.Contains("grey picture"));
    }
}
