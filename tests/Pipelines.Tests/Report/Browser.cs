using PuppeteerSharp;

namespace NasPipelines.Tests.Report;

/// <summary>A headless Chromium of this machine.</summary>
internal static class Browser
{
    private static readonly string[] Names =
        ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge", "msedge"];

    private static readonly string[] Places =
    [
        "/Applications/Google Chrome.app/Contents/MacOS", "/Applications/Chromium.app/Contents/MacOS",
        @"C:\Program Files\Google\Chrome\Application", @"C:\Program Files (x86)\Microsoft\Edge\Application",
    ];

    /// <summary>Starts it, or ignores the test with the reason where there is none.</summary>
    public static async Task<IBrowser> StartAsync()
    {
        var path = Find();
        if (path is null)
        {
            Assert.Ignore("needs Chromium, Chrome or Edge: install one, or name it in NASPIPELINES_BROWSER");
        }

        return await Puppeteer.LaunchAsync(new()
        {
            ExecutablePath = path,
            Headless = true,
            // A loaded machine may take long for anything.
            Timeout = 180_000,
            ProtocolTimeout = 180_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run"],
        });
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("NASPIPELINES_BROWSER") is { Length: > 0 } named)
        {
            return named;
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(Places);
        string[] names = [.. Names, .. Names.Select(n => n + ".exe"), "Google Chrome", "Chromium"];
        return (from folder in folders from name in names select Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
