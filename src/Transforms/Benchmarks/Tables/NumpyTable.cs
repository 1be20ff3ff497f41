using System.IO.Compression;
using NasPipelines.Files;

namespace NasPipelines.Benchmarks.Tables;

/// <summary>
/// Arrays of NumPy as a table: a vector is a column of the file's name, named fields are columns, an archive has a vector each.
/// </summary>
internal static class NumpyTable
{
    public static ColumnRows Read(TableSource source, BenchmarkTableOptions options)
    {
        var array = NumpyArray.Read(source.Name, source.ReadAll());
        var stem = Path.GetFileNameWithoutExtension(Path.GetFileName(source.Name));
        var columns = Columns(array, stem, options.ValueColumns);
        TableHeader.Check(source.Name, [.. columns.Select(column => column.Name)]);
        return new("an array of NumPy", columns, array.Rows, options);
    }

    /// <summary>An archive of numpy.savez.</summary>
    public static ColumnRows ReadArchive(TableSource source, BenchmarkTableOptions options)
    {
        var budget = MemoryBudget.Of(source.Name, options.MaxBytes);
        try
        {
            using var archive = new ZipArchive(source.Compression is null ? source.OpenRaw() : new MemoryStream(source.ReadAll()));
            List<(string Name, Array? Values)> columns = [];
            var rows = -1;
            foreach (var entry in archive.Entries)
            {
                var name = Path.GetFileNameWithoutExtension(entry.FullName);
                var array = NumpyArray.Read($"{source.Name}, {ShownText.Of(entry.FullName)}", Content(entry, budget));
                rows = rows < 0 ? array.Rows : rows;
                if (array.Rows != rows)
                {
                    throw new InvalidDataException(
                        $"{source.Name}: {ShownText.Of(name)} has {array.Rows} rows and another array {rows}; they must be equal");
                }

                columns.AddRange(Columns(array, name, null));
            }

            TableHeader.Check(source.Name, [.. columns.Select(column => column.Name)]);
            return new("arrays of NumPy", columns, Math.Max(0, rows), options);
        }
        catch (Exception fault) when (fault is not InvalidDataException and not OutOfMemoryException and (
            IOException or NotSupportedException or ArgumentException or InvalidOperationException or OverflowException))
        {
            throw new InvalidDataException(
                $"{source.Name} is no archive of NumPy or is damaged: {ShownText.Of(fault.Message, 300)}", fault);
        }
    }

    private static List<(string Name, Array? Values)> Columns(NumpyArray array, string name, IReadOnlyList<string>? given)
    {
        List<(string, Array?)> columns = [];
        var many = array.Width > 1;
        for (var field = 0; field < array.Fields.Count; field++)
        {
            for (var column = 0; column < array.Width; column++)
            {
                var called = array.Fields[field].Name is { Length: > 0 } own ? own
                    : !many ? given is { Count: 1 } ? given[0] : name
                    : given is not null && given.Count == array.Width ? given[column]
                    : $"column{column + 1}";
                columns.Add((called, array.Values(field, column)));
            }
        }

        return columns;
    }

    private static byte[] Content(ZipArchiveEntry entry, MemoryBudget budget)
    {
        using var content = entry.Open();
        using var memory = new MemoryStream();
        var block = new byte[1 << 16];
        for (int read; (read = content.Read(block)) > 0;)
        {
            budget.Take(2 * read);
            memory.Write(block, 0, read);
        }

        return memory.ToArray();
    }
}
