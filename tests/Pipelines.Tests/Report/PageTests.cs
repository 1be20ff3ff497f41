using System.Globalization;
using NasPipelines.Report;
using NasPipelines.TestKit;
using PuppeteerSharp;

namespace NasPipelines.Tests.Report;

/// <summary>A report's page in a headless browser.</summary>
public abstract class PageTests
{
    private readonly List<string> _complaints = [];
    private readonly TemporaryFolder _folder = new();
    private IBrowser? _browser;
    private string _address = "";

    protected EstimatorReport Report { get; private set; } = null!;

    protected IPage Page { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _browser = await Browser.StartAsync();
        Report = JudgedSample.Nas.Report(
            JudgedSample.View(425, 3), "truth", ["good", JudgedSample.Awkward, "noise"],
            new()
            {
                SecondsPerArchitecture = new Dictionary<string, double> { ["good"] = 0.4, ["noise"] = 0.1, ["params"] = 0.01 },
                Bootstrap = new() { Resamples = 100 },
            });
        Report.Save(_folder.File("report.html"));
        _address = new Uri(_folder.File("report.html")).AbsoluteUri;
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _folder.Dispose();
    }

    [SetUp]
    public async Task OpenAsync()
    {
        var context = await _browser!.CreateBrowserContextAsync(new()
        {
            DownloadBehavior = new() { Policy = DownloadPolicy.Allow, DownloadPath = _folder.File("taken") },
        });
        Page = await context.NewPageAsync();
        _complaints.Clear();
        Page.Console += (_, e) => _complaints.Add($"console: {e.Message.Text}");
        Page.PageError += (_, e) => _complaints.Add($"error: {e.Message}");
        Page.Request += (_, e) =>
        {
            if (e.Request.Url != _address && !e.Request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !e.Request.Url.StartsWith("blob:", StringComparison.Ordinal))
            {
                _complaints.Add($"request: {e.Request.Url}");
            }
        };
        await ShowAsync(1280, 900);
    }

    [TearDown]
    public async Task CloseAsync()
    {
        await Page.BrowserContext.CloseAsync();
        Assert.That(_complaints, Is.Empty, "the page says nothing to the console and asks the network for nothing");
    }

    protected async Task ShowAsync(int width, int height, bool touch = false)
    {
        await Page.SetViewportAsync(new() { Width = width, Height = height, HasTouch = touch, IsMobile = touch });
        await Page.GoToAsync(_address, 180_000, [WaitUntilNavigation.Load]);
    }

    // What the page looks like is kept beside the results, to be looked at.
    protected async Task KeepAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(TestContext.CurrentContext.WorkDirectory, "report-pages"));
        var file = Path.Combine(folder.FullName, name + ".png");
        await Page.ScreenshotAsync(file, new() { FullPage = true });
        TestContext.AddTestAttachment(file);
    }

    protected Task ClickAsync(string selector) => Page.EvaluateFunctionAsync("s => document.querySelector(s).click()", selector);

    protected Task<int> CountAsync(string selector) =>
        Page.EvaluateFunctionAsync<int>("s => document.querySelectorAll(s).length", selector);

    protected Task<int> OverflowAsync(string selector) => Page.EvaluateFunctionAsync<int>(
        "s => { const e = document.querySelector(s); return e.scrollWidth - e.clientWidth; }", selector);

    protected Task<string> TextAsync(string selector) => Page.EvaluateFunctionAsync<string>(
        "s => document.querySelector(s).textContent", selector);

    protected Task<string> ToldAsync(string section) => Page.EvaluateFunctionAsync<string>(
        "s => document.querySelector(`#${s} .told`).textContent", section);

    protected Task<string[]> ColumnAsync(int column, string from) => Page.EvaluateFunctionAsync<string[]>(
        "(c, s) => [...document.querySelector(s).closest('table').tBodies[0].rows].map(r => r.cells[c - 1].textContent)", column, from);

    protected async Task<double[]> ViewAsync() => [.. (await Page.EvaluateExpressionAsync<string>(
        "document.getElementById('scatter').dataset.view")).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))];

    protected async Task<string[]> TakenAsync(string table, string form) =>
        (await TakenTextAsync(table, form)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    protected async Task<string> TakenTextAsync(string table, string form)
    {
        var file = Path.Combine(Directory.CreateDirectory(_folder.File("taken")).FullName, $"{table}.{form}");
        File.Delete(file);

        // A person's click, and another one where nothing came: browsers stop a page that saves file after file by itself, and lose clicks.
        for (var tries = 0; tries < 900 && !(File.Exists(file) && new FileInfo(file).Length > 0); tries++)
        {
            if (tries % 100 == 0)
            {
                await Page.ClickAsync($"button[data-table={table}][data-as={form}]");
            }

            await Task.Delay(100);
        }

        return await File.ReadAllTextAsync(file);
    }
}
