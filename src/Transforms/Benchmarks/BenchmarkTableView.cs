using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>A table as a view whose cursors read the table's own arrays.</summary>
internal sealed class BenchmarkTableView : IDataView
{
    /// <summary>The name of the column of architectures.</summary>
    public const string ArchitectureColumn = "Architecture";

    private readonly BenchmarkTable table;

    public BenchmarkTableView(BenchmarkTable table)
    {
        this.table = table;
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(
            ArchitectureColumn,
            TextDataViewType.Instance,
            ViewAnnotations.ForArchitectures(table.Space.Name, table.Provenance.ToJson()));
        foreach (var name in table.Columns)
        {
            schema.AddColumn(name, table.IsSinglePrecision ? NumberDataViewType.Single : NumberDataViewType.Double);
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => table.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, rand is null ? null : Permutation(rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private int[] Permutation(Random random)
    {
        var generator = new SplitMix64((ulong)random.NextInt64());
        int[] order = [.. Enumerable.Range(0, table.Count)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)generator.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private sealed class Cursor(BenchmarkTableView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order) : DataViewRowCursor
    {
        private readonly HashSet<int> active = [.. columnsNeeded.Select(column => column.Index)];
        private long position = -1;

        public override long Position => position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => order is null ? (int)position : order[position];

        public override bool MoveNext()
        {
            position = position >= 0 && position + 1 >= view.table.Count ? -2 : position == -2 ? -2 : position + 1;
            return position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"column {column.Name} was not asked for when the cursor was made");
            }

            Delegate getter = column.Index == 0
                ? new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> text) => text = view.table.Architectures[Row].AsMemory())
                : Values(view.table.ValuesAt(column.Index - 1));
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException($"column {column.Name} is {column.Type}, not {typeof(TValue).Name}");
        }

        private Delegate Values(double[] values) => view.table.IsSinglePrecision
            ? new ValueGetter<float>((ref float value) => value = (float)values[Row])
            : new ValueGetter<double>((ref double value) => value = values[Row]);
    }
}
