using Microsoft.ML;
using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.Spaces;
using NasPipelines.Spaces.NetworkFiles;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>The readers, in the form that a target calls.</summary>
internal static class Readers
{
    public const long MaxBytes = 64 << 20;

    public static Action<string> Benchmark(string name) =>
        path => BenchmarkFiles.Get(name).Read(path, new() { Check = true, MaxBytes = MaxBytes });

    public static Action<string> Images(ImageFormat format) => path => ImageSet.Load(path, new() { Format = format, MaxBytes = MaxBytes });

    public static Action<string> WithLabels(string name, byte[] labels, ImageFormat format) => path =>
    {
        var file = Path.Combine(Path.GetDirectoryName(path)!, name);
        if (!File.Exists(file))
        {
            File.WriteAllBytes(file, labels);
        }

        Images(format)(path);
    };

    public static void InFolderOfClass(string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, "classes");
        Directory.CreateDirectory(Path.Combine(folder, "one"));
        File.Copy(path, Path.Combine(folder, "one", "a.png"), overwrite: true);
        Images(ImageFormat.PngFolders)(folder);
    }

    public static void Table(string path) => Table(path, SearchSpaces.NasBench201.Name);

    /// <summary>A table whose space is not named.</summary>
    public static void AnyTable(string path) => Table(path, null);

    /// <summary>The table that the file of provenance lies beside; its space is named there only.</summary>
    public static void Provenance(string path)
    {
        var table = path[..^".provenance.json".Length];
        if (!File.Exists(table))
        {
            File.WriteAllBytes(table, TableContents.Tsv());
        }

        Table(table, null);
    }

    /// <summary>An architecture as a text; what is no architecture is an error of the text.</summary>
    public static Action<string> Architecture(SearchSpace space) => path =>
    {
        try
        {
            var architecture = space.Parse(File.ReadAllText(path));
            if (space.Parse(architecture.Text).Text != architecture.Text)
            {
                throw new InvalidOperationException($"{architecture.Text} does not read as itself");
            }
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }
    };

    public static Action<string> Network(NetworkFileOptions options) =>
        path => NetworkReader.Load([path], options);

    /// <summary>A journal that is opened, verified and merged into another.</summary>
    public static void Journal(string path)
    {
        DeleteLogs(path);
        var nas = new MLContext().Nas();
        NasPipelines.Scoring.Journals.JournalStatus.Read(path);
        using (var journal = NasPipelines.Scoring.Journals.ScoreJournal.Open(path))
        {
            nas.Model.Verify(journal, sample: 1);
            SavedFiles.Score(journal);
            Scores(nas, journal);
        }

        var other = path + ".other";
        DeleteLogs(other);
        File.Delete(other);
        using var merged = NasPipelines.Scoring.Journals.ScoreJournal.Open(other);
        merged.Merge(path);
    }

    // Whoever asks for a journal's table knows which journal it is.
    private static void Scores(NasCatalog nas, NasPipelines.Scoring.Journals.ScoreJournal journal)
    {
        try
        {
            nas.Model.Scores(journal);
        }
        catch (Exception fault) when (fault is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"{journal.FilePath}: {fault.Message}", fault);
        }
    }

    private static void DeleteLogs(string path)
    {
        foreach (var beside in new[] { path + "-wal", path + "-shm", path + "-journal" })
        {
            File.Delete(beside);
        }
    }

    /// <summary>A checkpoint that becomes a model; of a space that is not listed, the caller has to know.</summary>
    public static void Checkpoint(string path)
    {
        try
        {
            SupernetCheckpoint.Load(path).ToModel();
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }

    /// <summary>A table in which a column that is asked for is not there is an error of the caller.</summary>
    private static void Table(string path, string? space)
    {
        try
        {
            new MLContext().Nas().Data.LoadBenchmark(path, space, new() { MaxBytes = MaxBytes });
        }
        catch (ArgumentException fault)
        {
            throw new InvalidDataException(fault.Message, fault);
        }
    }
}
