using ImageSearch.Engine.Intake.Importing;
using ImageSearch.Tests.Api.Hosting;
using ImageSearch.Tests.Imaging;

namespace ImageSearch.Tests.Api.Importing;

internal sealed class ImportKillTests : ProcessFixture
{
    private const int Files = 1000;
    private const int Kills = 2;

    [TestCase("copy")]
    [TestCase("reference")]
    public async Task Kill_TimeAndAgainDuringAnImport_DoublesAndLosesNothing(string store)
    {
        var photos = Path.Combine(Folder, "photos");
        MakeFiles(photos);
        var random = new Random(20261121);
        var job = 0L;
        var before = 0L;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var service = await ServiceProcess.StartAsync(Data, Model, $"--Library:ImportRoots:0={photos}");
            if (kill == 0)
                job = (await service.Http.PostAsync("/api/v1/imports", new { path = photos, store }, 202)).Id();
            // Somewhere in the middle, each time further on.
            while (await CountAsync(service.Http) is var count && count <= before && !await HasEndedAsync(service.Http, job))
                await Task.Delay(5);
            await Task.Delay(random.Next(0, 100));
            before = await CountAsync(service.Http);
            await service.KillAsync();
            if (kill == 0)
                Assert.That(before, Is.LessThan(Files), "the import was over too soon to be killed");
        }

        await using var last = await OpenedService.StartAsync(Data, Model, $"--Library:ImportRoots:0={photos}");
        while (!await HasEndedAsync(last.Http, job))
            await Task.Delay(20);

        var end = await last.Http.GetStringAsync($"/api/v1/jobs/{job}/events");
        Assert.That(end, Does.Contain($$"""{"added":{{Files}},"unchanged":0,"moved":0,"duplicates":1,"vanished":0,"failed":1}"""));
        Assert.That((await last.Http.ReadAsync($"/api/v1/jobs/{job}/failures"))["total"]!.GetValue<long>(), Is.EqualTo(1));
        Assert.That(await CountAsync(last.Http), Is.EqualTo(Files));
        await last.Http.WaitUntilIndexedAsync();
        Assert.That((await last.Http.ReadAsync("/api/v1/index"))["indexed"]!.GetValue<long>(), Is.EqualTo(Files));
        Assert.That(Tidiness.Originals(Data), Has.Length.EqualTo(store == "copy" ? Files : 0));
        Assert.That(Directory.EnumerateFiles(photos, "*", SearchOption.AllDirectories).Count(), Is.EqualTo(Files + 2));
    }

    private static void MakeFiles(string folder)
    {
        var picture = TestImages.Png(16, 16, 1);
        for (var i = 0; i < Files; i++)
        {
            var path = Path.Combine(folder, $"{i % 7}", $"{i}.png");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Small files that differ only in the bytes after the picture.
            File.WriteAllBytes(path, [.. picture, .. BitConverter.GetBytes(i)]);
        }

        File.Copy(Path.Combine(folder, "0", "0.png"), Path.Combine(folder, "again.png"));
        File.WriteAllText(Path.Combine(folder, "note.txt"), "Hello");
    }

    private static async Task<long> CountAsync(HttpClient http)
    {
        var index = await http.ReadAsync("/api/v1/index");
        return index["indexed"]!.GetValue<long>() + index["pending"]!.GetValue<long>() + index["failed"]!.GetValue<long>();
    }

    private static async Task<bool> HasEndedAsync(HttpClient http, long job) =>
        (await http.ReadAsync($"/api/v1/jobs/{job}")).Text("state") is not ("queued" or "running");
}
