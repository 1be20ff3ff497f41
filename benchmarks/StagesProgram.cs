using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using NasPipelines.ZeroShot;

namespace NasPipelines.Benchmarks;

/// <summary>
/// What a stage costs beside its scores: reading a score that is known, and the sizes of a saved model and of a journal without scores.
/// </summary>
internal static class StagesProgram
{
    private const int Rows = 20_000;
    private const int Distinct = 64;
    private const int SavedImages = 64;

    public static int Run(RunOptions options, TextWriter output)
    {
        var ml = new MLContext(seed: 1);
        var drawn = SearchSpaces.NasBench201.Sample(Distinct, seed: 1);
        var view = ArchitectureColumn.ViewOf(SearchSpaces.NasBench201, [.. Enumerable.Range(0, Rows).Select(i => drawn[i % Distinct])]);
        var images = Made(SavedImages);
        var zeroShot = Protocol(images, 16, options.Threads);
        var table = new TextTable("reading scores that are in the memo", "scores a row", "us a row", "us a score");
        foreach (var proxies in new[] { ZeroShotProxies.All.Where(p => p.Name == "l2_norm").ToList(), [.. ZeroShotProxies.All] })
        {
            using var model = ml.Nas().Transforms.ZeroShot(proxies, zeroShot).Fit(view);
            _ = model.ScoreAll(view);
            var scored = model.Transform(view);
            string[] names = [.. proxies.Select(p => p.Name)];
            var row = Timing.Repeated(options.Repetitions, () => Read(scored, names)) / Rows * 1e6;
            table.Add($"{Rows} rows of a view in memory", $"{names.Length}", $"{row:F2}", $"{row / names.Length:F3}");
        }

        table.Write(output);
        Sizes(ml, view, images, options.Threads, output);
        return 0;
    }

    private static ZeroShotOptions Protocol(ImageSet images, int batch, int threads, ScoreJournal? journal = null) => new()
    {
        Images = images,
        BatchSize = batch,
        Threads = threads,
        Network = new() { Channels = 4, CellsPerStage = 1, ImageSize = 32 },
        Journal = journal,
    };

    private static void Sizes(MLContext ml, IDataView view, ImageSet images, int threads, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("naspipelines-stages");
        try
        {
            var (model, journal) = (Path.Combine(folder.FullName, "model.zip"), Path.Combine(folder.FullName, "journal"));
            using (var kept = ScoreJournal.Open(journal))
            using (var stage = ml.Nas().Transforms
                .ZeroShot([.. ZeroShotProxies.All], Protocol(images, SavedImages, threads, kept)).Fit(view))
            {
                ml.Model.Save(stage, view.Schema, model);
                var bytes = folder.GetFiles("journal*").Sum(f => f.Length);
                output.WriteLine($"a journal before its first score: {bytes:N0} bytes");
            }

            var (saved, pixels) = (new FileInfo(model).Length, (long)SavedImages * images.Shape.Bytes);
            output.WriteLine(
                $"a saved stage of {ZeroShotProxies.All.Count} estimators and {SavedImages} images of noise, which do not "
                + $"compress: {saved:N0} bytes, "
                + $"{(double)saved / pixels:F2} times its pixels");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Read(IDataView view, string[] names)
    {
        var sum = 0.0;
        using var cursor = view.GetRowCursor(view.Schema.Where(c => names.Contains(c.Name)));
        var getters = Array.ConvertAll(names, name => cursor.GetGetter<double>(view.Schema[name]));
        while (cursor.MoveNext())
        {
            foreach (var getter in getters)
            {
                var value = 0.0;
                getter(ref value);
                sum += value;
            }
        }

        return sum;
    }

    private static ImageSet Made(int count)
    {
        var shape = new ImageShape(3, 32, 32);
        var pixels = new byte[count * shape.Bytes];
        new Random(5).NextBytes(pixels);
        return ImageSet.Create(pixels, [.. Enumerable.Range(0, count).Select(i => i % 10)], shape, 10);
    }
}
