using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Numerics;

namespace NasPipelines.Data;

/// <summary>Columns in memory as a view: cursors read the arrays in place.</summary>
internal sealed class TableView : IDataView
{
    private readonly TableColumn[] _columns;
    private readonly int _rows;

    public TableView(params TableColumn[] columns)
    {
        _columns = columns;
        _rows = columns[0].Values.Length;
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type, column.Annotations);
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, rand is null ? null : Permutation(rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private int[] Permutation(Random random)
    {
        var generator = new SplitMix64((ulong)random.NextInt64());
        int[] order = [.. Enumerable.Range(0, _rows)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)generator.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private sealed class Cursor(TableView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columnsNeeded.Select(column => column.Index)];
        private long _position = -1;

        public override long Position => Math.Max(-1, _position);

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => order is null ? (int)_position : order[_position];

        public override bool MoveNext()
        {
            const long Ended = -2;
            _position = _position == Ended || _position + 1 >= view._rows ? Ended : _position + 1;
            return _position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"column {column.Name} was not asked for when the cursor was made");
            }

            Delegate getter = view._columns[column.Index].Values switch
            {
                string[] texts => new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> value) => value = texts[Row].AsMemory()),
                var numbers => Numbers((double[])numbers),
            };
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException($"column {column.Name} is {column.Type}, not {typeof(TValue).Name}");
        }

        private ValueGetter<double> Numbers(double[] numbers) => (ref double value) => value = numbers[Row];
    }
}
