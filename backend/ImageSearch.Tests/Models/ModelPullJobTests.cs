using ImageSearch.Engine.Jobs;
using ImageSearch.Tests.Embedding;
using ImageSearch.Tests.Library;

namespace ImageSearch.Tests.Models;

public class ModelPullJobTests : LibraryFixture
{
    [Test]
    public async Task PullAsync_LibraryIsClosedMeanwhile_GoesOnWhereItWas()
    {
        var content = File.ReadAllBytes(TestModels.Write(Path.Combine(Folder, "elsewhere"), dimension: 400));
        await using var server = new FileServer(async exchange =>
        {
            if (exchange.From is not null)
            {
                await exchange.FileAsync(content);
                return;
            }

            await exchange.HeadAsync("200 OK", $"Content-Length: {content.Length}");
            await exchange.BodyAsync(content[..^1000]);
            await exchange.StallAsync();
        });
        ModelRegistryText.Write(Path.Combine(Folder, "models"), content, $"{server.Address}/zoo.onnx");

        long id;
        await using (var library = await OpenAsync())
        {
            id = (await library.Models.PullAsync("zoo", CancellationToken.None)).Id;
            Assert.That((await library.Models.PullAsync("zoo", CancellationToken.None)).Id, Is.EqualTo(id), "one job is enough");
            await Eventually.TrueAsync(async () => (await library.Jobs.FindAsync(id, CancellationToken.None))!.Current >= 1 << 16, "something came");
        }

        var again = await OpenAsync();
        await Eventually.TrueAsync(
            async () => (await again.Jobs.FindAsync(id, CancellationToken.None))!.State == JobState.Completed,
            "the rest came");

        Assert.That(server.Requests[^1], Does.Contain("Range: bytes="));
        Assert.That(File.ReadAllBytes(Path.Combine(DataFolder, "models", "zoo.onnx")), Is.EqualTo(content));
    }

    [Test]
    public async Task CancelAsync_WhileItComes_EndsTheJobAndKeepsWhatCame()
    {
        var content = new byte[200_000];
        await using var server = new FileServer(async exchange =>
        {
            await exchange.HeadAsync("200 OK", $"Content-Length: {content.Length}");
            await exchange.BodyAsync(content[..150_000]);
            await exchange.StallAsync();
        });
        ModelRegistryText.Write(Path.Combine(Folder, "models"), content, $"{server.Address}/zoo.onnx");
        var library = await OpenAsync();
        var job = await library.Models.PullAsync("zoo", CancellationToken.None);
        await Eventually.TrueAsync(async () => (await library.Jobs.FindAsync(job.Id, CancellationToken.None))!.Current > 0, "something came");

        await library.Jobs.CancelAsync(job.Id, CancellationToken.None);

        Assert.That((await library.Jobs.FindAsync(job.Id, CancellationToken.None))!.State, Is.EqualTo(JobState.Cancelled));
        Assert.That((await library.Models.ListAsync(CancellationToken.None))[0].PartialBytes, Is.GreaterThanOrEqualTo(1 << 16));
    }
}
