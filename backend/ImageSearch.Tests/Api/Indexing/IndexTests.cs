using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Indexing;

internal sealed class IndexTests : ServiceFixture
{
    [Test]
    public async Task Get_AnIndex_DescribesIt()
    {
        await AddAsync("a.jpg", TestImages.Jpeg(24, 24, 1));
        await AddAsync("b.jpg", TestImages.Truncated(TestImages.Jpeg(300, 300, 2), 0.5));
        var index = await GetAsync("/api/v1/index");

        Assert.That(
            index.Members(),
            Is.EqualTo(
                new[] { "space", "model", "builtIn", "device", "dimension", "metric", "engine",
                    "indexed", "pending", "failed", "bytes", "savedAt" }));
        Assert.That((index.Text("device"), index.Text("metric"), index["dimension"]!.GetValue<int>()), Is.EqualTo(("cpu", "cosine", 32)));
        Assert.That((index["indexed"]!.GetValue<long>(), index["failed"]!.GetValue<long>()), Is.EqualTo((1, 1)));
        Assert.That(index["bytes"]!.GetValue<long>(), Is.EqualTo((32 * sizeof(float)) + sizeof(long)));
        Assert.That(index.Text("space"), Does.StartWith(index.Text("model")));
    }
}
