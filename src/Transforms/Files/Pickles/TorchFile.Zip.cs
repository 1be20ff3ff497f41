using System.IO.Compression;

namespace NasPipelines.Files.Pickles;

internal sealed partial class TorchFile
{
    private const int MostEntries = 1 << 20;

    private static TorchFile FromZip(
        string path, FileStream stream, PickleOptions options, long maxBytes, Func<PickleValue, Func<string, bool>>? wanted)
    {
        using var archive = OpenZip(path, stream);
        var entries = Entries(path, archive);
        foreach (var entry in entries)
        {
            if (entry.FullName.Split('/', '\\').Contains("..") || entry.FullName.Contains('\\', StringComparison.Ordinal)
                || entry.FullName.Contains(':', StringComparison.Ordinal) || entry.FullName.StartsWith('/'))
            {
                throw new InvalidDataException(
                    $"{path}: the archive's entry '{ShownText.Of(entry.FullName)}' leads out of it; names below one folder are expected");
            }
        }

        var data = entries.Where(entry => entry.FullName.Split('/') is [_, "data.pkl"]).ToList() is [var only]
            ? only
            : throw new InvalidDataException(
                $"{path} has no single entry NAME/data.pkl; it "
                    + $"has {string.Join(", ", entries.Take(8).Select(entry => ShownText.Of(entry.FullName)))}");
        TorchFile file;
        using (var content = OpenEntry(path, data, maxBytes))
        {
            file = new(SafePickle.Read(new($"{path}, {ShownText.Of(data.FullName)}", content), options));
        }

        if (wanted is null)
        {
            return file;
        }

        RequireLittleEndian(path, entries.FirstOrDefault(entry => entry.FullName.Split('/') is [_, "byteorder"]));
        var budget = MemoryBudget.Of(path, maxBytes);
        var folder = data.FullName[..^"data.pkl".Length] + "data/";
        var isWanted = wanted(file.Root);
        foreach (var entry in entries.Where(
            entry => entry.FullName.StartsWith(folder, StringComparison.Ordinal) && isWanted(entry.FullName[folder.Length..])))
        {
            using var content = OpenEntry(path, entry, maxBytes);
            var input = new BinaryInput($"{path}, {ShownText.Of(entry.FullName)}", content);
            budget.Take(Math.Max(0, entry.Length));
            file.Storages[entry.FullName[folder.Length..]] = input.Bytes((ulong)Math.Max(0, entry.Length), maxBytes);
        }

        return file;
    }

    private static void RequireLittleEndian(string path, ZipArchiveEntry? order)
    {
        if (order is null)
        {
            return;
        }

        using var content = OpenEntry(path, order, 64);
        using var reader = new StreamReader(content);
        var text = reader.ReadToEnd().Trim();
        if (text != "little")
        {
            throw new InvalidDataException($"{path}: its numbers are in byte order '{ShownText.Of(text)}'; 'little' is read");
        }
    }

    private static ZipArchive OpenZip(string path, Stream stream)
    {
        try
        {
            return new(stream, ZipArchiveMode.Read, leaveOpen: true);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Damaged(path, fault);
        }
    }

    private static System.Collections.ObjectModel.ReadOnlyCollection<ZipArchiveEntry> Entries(string path, ZipArchive archive)
    {
        try
        {
            return archive.Entries.Count <= MostEntries
                ? archive.Entries
                : throw new InvalidDataException($"it has {archive.Entries.Count} entries, more than {MostEntries}");
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Damaged(path, fault);
        }
    }

    private static InputStream OpenEntry(string path, ZipArchiveEntry entry, long maxBytes)
    {
        try
        {
            return new(path, entry.Open(), maxBytes);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Damaged(path, fault);
        }
    }

    private static InvalidDataException Damaged(string path, Exception fault) =>
        new($"{path} is a damaged zip archive: {fault.Message}", fault);
}
