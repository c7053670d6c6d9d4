using ImageSearch.Engine;
using ImageSearch.Engine.Models;

namespace ImageSearch.Tests.Models;

public class ModelStoreTests : ModelStoreFixture
{
    [Test]
    public async Task ListAsync_NothingFetched_ShowsWhatThereIsToFetch()
    {
        File.WriteAllText(Path.Combine(Folder, "models", "own.onnx"), "own");
        var store = StoreOf(["https://example.org/zoo.onnx"], null);

        var models = await store.ListAsync(CancellationToken.None);

        Assert.That(
            models.Select(model => (model.Id, model.Installed, model.BuiltIn)),
            Is.EqualTo(new[] { ("zoo", false, false), ("own", true, true) }));
        Assert.That((models[0].Bytes, models[0].Licence, models[0].Size, models[0].Dimension), Is.EqualTo((300_000, "Apache-2.0", 32, 16)));
        Assert.That(models[0].Sources, Is.EqualTo(new[] { "https://example.org/zoo.onnx" }));
    }

    [Test]
    public async Task VerifyAsync_FileWasChanged_SaysSo()
    {
        var store = StoreOf(exchange => exchange.FileAsync(Content));
        await PullAsync(store);
        Assert.That((await store.VerifyAsync("zoo", CancellationToken.None)).IsSound);

        using (var file = File.OpenWrite(Target))
            file.WriteByte((byte)(Content[0] ^ 1));

        Assert.That((await store.VerifyAsync("zoo", CancellationToken.None)).IsSound, Is.False);
    }

    [Test]
    public void VerifyAsync_NotThere_SaysSo() => Assert.That(
        () => StoreOf([], null).VerifyAsync("zoo", CancellationToken.None), Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message
            .Contains("Fetch it first"));

    [Test]
    public async Task DeleteAsync_Fetched_IsGone()
    {
        var store = StoreOf(exchange => exchange.FileAsync(Content));
        await PullAsync(store);

        await store.DeleteAsync("zoo", CancellationToken.None);

        Assert.That(Directory.GetFiles(Downloads), Is.Empty);
        Assert.That((await store.FindAsync("zoo", CancellationToken.None)).Installed, Is.False);
    }

    [Test]
    public void DeleteAsync_CameWithTheProduct_IsRefused()
    {
        var path = Path.Combine(Folder, "models", "own.onnx");
        File.WriteAllText(path, "own");
        var store = StoreOf([], null);

        Assert.That(
            () => store.DeleteAsync("own", CancellationToken.None),
            Refuses.As(LibraryErrorKind.Conflict, "model-conflict").With.Message.Contains(path));
        Assert.That(File.Exists(path));
    }

    [Test]
    public void Options_Defaults_AreAsDocumented()
    {
        var options = new ModelStoreOptions();

        Assert.That(
            (options.Fetch, options.Offline, options.Offer, options.ConnectSeconds, options.StallSeconds),
            Is.EqualTo((FetchMode.Auto, false, true, 3.0, 30.0)));
    }
}
